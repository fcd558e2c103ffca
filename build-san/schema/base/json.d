build-san/schema/base/json.o: schema/base/json.c schema/base/json.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h
schema/base/json.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
