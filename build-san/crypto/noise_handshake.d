build-san/crypto/noise_handshake.o: crypto/noise_handshake.c \
 crypto/noise.h schema/base/buf.h schema/base/err.h schema/base/macros.h \
 crypto/noise_script.h crypto/noise_symmetric.h
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
crypto/noise_script.h:
crypto/noise_symmetric.h:
