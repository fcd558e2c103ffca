build-san/schema/base/buf.o: schema/base/buf.c schema/base/buf.h \
 schema/base/err.h schema/base/macros.h
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
