build-san/crypto/noise_symmetric.o: crypto/noise_symmetric.c \
 crypto/noise_symmetric.h crypto/noise.h schema/base/buf.h \
 schema/base/err.h schema/base/macros.h
crypto/noise_symmetric.h:
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
