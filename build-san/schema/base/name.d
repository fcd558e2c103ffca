build-san/schema/base/name.o: schema/base/name.c schema/base/name.h \
 schema/base/macros.h
schema/base/name.h:
schema/base/macros.h:
