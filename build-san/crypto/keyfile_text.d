build-san/crypto/keyfile_text.o: crypto/keyfile_text.c \
 crypto/keyfile_text.h crypto/keyfile.h crypto/noise.h schema/base/buf.h \
 schema/base/err.h schema/base/macros.h crypto/sign.h schema/base/name.h \
 crypto/crypto.h crypto/hash.h
crypto/keyfile_text.h:
crypto/keyfile.h:
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
crypto/sign.h:
schema/base/name.h:
crypto/crypto.h:
crypto/hash.h:
