build-san/crypto/sshsig.o: crypto/sshsig.c crypto/sshsig.h crypto/sign.h \
 schema/base/macros.h crypto/hash.h
crypto/sshsig.h:
crypto/sign.h:
schema/base/macros.h:
crypto/hash.h:
