build-san/schema/base/err.o: schema/base/err.c schema/base/err.h \
 schema/base/macros.h schema/base/words.h
schema/base/err.h:
schema/base/macros.h:
schema/base/words.h:
