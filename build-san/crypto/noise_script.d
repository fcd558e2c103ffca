build-san/crypto/noise_script.o: crypto/noise_script.c \
 crypto/noise_script.h crypto/noise.h schema/base/buf.h schema/base/err.h \
 schema/base/macros.h
crypto/noise_script.h:
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
