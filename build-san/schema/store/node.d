build-san/schema/store/node.o: schema/store/node.c schema/store/node.h \
 schema/store/store.h schema/base/err.h schema/base/macros.h \
 schema/base/name.h schema/store/statement.h schema/base/buf.h
schema/store/node.h:
schema/store/store.h:
schema/base/err.h:
schema/base/macros.h:
schema/base/name.h:
schema/store/statement.h:
schema/base/buf.h:
