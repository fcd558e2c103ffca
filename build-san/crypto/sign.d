build-san/crypto/sign.o: crypto/sign.c crypto/sign.h schema/base/macros.h
crypto/sign.h:
schema/base/macros.h:
