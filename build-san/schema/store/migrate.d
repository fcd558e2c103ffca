build-san/schema/store/migrate.o: schema/store/migrate.c \
 schema/store/migrate.h schema/base/err.h schema/base/macros.h \
 schema/store/statement.h schema/base/buf.h schema/store/store.h \
 schema/base/name.h
schema/store/migrate.h:
schema/base/err.h:
schema/base/macros.h:
schema/store/statement.h:
schema/base/buf.h:
schema/store/store.h:
schema/base/name.h:
