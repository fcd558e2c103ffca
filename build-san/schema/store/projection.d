build-san/schema/store/projection.o: schema/store/projection.c \
 schema/store/projection.h schema/records/record_type.h \
 schema/base/macros.h schema/base/name.h schema/store/store.h \
 schema/base/err.h schema/base/json.h schema/base/buf.h \
 schema/store/statement.h
schema/store/projection.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
schema/store/store.h:
schema/base/err.h:
schema/base/json.h:
schema/base/buf.h:
schema/store/statement.h:
