build-san/schema/records/item.o: schema/records/item.c \
 schema/records/types.h schema/records/record_type.h schema/base/macros.h \
 schema/base/name.h
schema/records/types.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
