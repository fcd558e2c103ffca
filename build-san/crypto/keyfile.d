build-san/crypto/keyfile.o: crypto/keyfile.c crypto/keyfile.h \
 crypto/noise.h schema/base/buf.h schema/base/err.h schema/base/macros.h \
 crypto/sign.h schema/base/name.h crypto/crypto.h crypto/keyfile_text.h
crypto/keyfile.h:
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
crypto/sign.h:
schema/base/name.h:
crypto/crypto.h:
crypto/keyfile_text.h:
