build-san/crypto/noise_cipher.o: crypto/noise_cipher.c crypto/noise.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h crypto/hash.h \
 crypto/noise_symmetric.h schema/base/name.h
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
crypto/hash.h:
crypto/noise_symmetric.h:
schema/base/name.h:
