build-san/schema/store/store.o: schema/store/store.c schema/store/store.h \
 schema/base/err.h schema/base/macros.h schema/base/name.h \
 schema/store/migrate.h schema/store/projection.h \
 schema/records/record_type.h schema/store/statement.h schema/base/buf.h
schema/store/store.h:
schema/base/err.h:
schema/base/macros.h:
schema/base/name.h:
schema/store/migrate.h:
schema/store/projection.h:
schema/records/record_type.h:
schema/store/statement.h:
schema/base/buf.h:
