build-san/sql_table.o: build-san/sql_table.c schema/store/migrate.h \
 schema/base/err.h schema/base/macros.h
schema/store/migrate.h:
schema/base/err.h:
schema/base/macros.h:
