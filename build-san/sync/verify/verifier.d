build-san/sync/verify/verifier.o: sync/verify/verifier.c \
 sync/verify/verifier.h crypto/sign.h schema/base/macros.h \
 schema/base/buf.h schema/base/err.h crypto/sshsig.h
sync/verify/verifier.h:
crypto/sign.h:
schema/base/macros.h:
schema/base/buf.h:
schema/base/err.h:
crypto/sshsig.h:
