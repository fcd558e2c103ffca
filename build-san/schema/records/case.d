build-san/schema/records/case.o: schema/records/case.c \
 schema/records/types.h schema/records/record_type.h schema/base/macros.h \
 schema/base/name.h
schema/records/types.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
