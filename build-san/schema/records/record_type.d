build-san/schema/records/record_type.o: schema/records/record_type.c \
 schema/records/record_type.h schema/base/macros.h schema/base/name.h \
 schema/records/types.h
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
schema/records/types.h:
