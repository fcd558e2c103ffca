build-san/schema/store/record.o: schema/store/record.c \
 schema/store/record.h schema/base/buf.h schema/base/err.h \
 schema/base/macros.h schema/store/log.h schema/store/store.h \
 schema/base/name.h schema/store/projection.h \
 schema/records/record_type.h schema/store/statement.h
schema/store/record.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/store/log.h:
schema/store/store.h:
schema/base/name.h:
schema/store/projection.h:
schema/records/record_type.h:
schema/store/statement.h:
