build-san/schema/base/reader.o: schema/base/reader.c schema/base/reader.h \
 schema/base/macros.h
schema/base/reader.h:
schema/base/macros.h:
