build-san/schema/store/statement.o: schema/store/statement.c \
 schema/store/statement.h schema/base/buf.h schema/base/err.h \
 schema/base/macros.h schema/store/store.h schema/base/name.h
schema/store/statement.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/store/store.h:
schema/base/name.h:
