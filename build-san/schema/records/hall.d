build-san/schema/records/hall.o: schema/records/hall.c \
 schema/records/types.h schema/records/record_type.h schema/base/macros.h \
 schema/base/name.h
schema/records/types.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
