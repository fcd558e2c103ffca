build-san/schema/records/check.o: schema/records/check.c \
 schema/records/check.h schema/base/err.h schema/base/macros.h \
 schema/records/record_type.h schema/base/name.h schema/base/json.h \
 schema/base/buf.h schema/base/words.h schema/records/day.h \
 schema/records/id_number.h
schema/records/check.h:
schema/base/err.h:
schema/base/macros.h:
schema/records/record_type.h:
schema/base/name.h:
schema/base/json.h:
schema/base/buf.h:
schema/base/words.h:
schema/records/day.h:
schema/records/id_number.h:
