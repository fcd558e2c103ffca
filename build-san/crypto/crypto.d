build-san/crypto/crypto.o: crypto/crypto.c crypto/crypto.h \
 schema/base/err.h schema/base/macros.h
crypto/crypto.h:
schema/base/err.h:
schema/base/macros.h:
