build-san/schema/store/receipt.o: schema/store/receipt.c \
 schema/store/receipt.h schema/store/log.h schema/base/buf.h \
 schema/base/err.h schema/base/macros.h schema/store/store.h \
 schema/base/name.h schema/store/statement.h
schema/store/receipt.h:
schema/store/log.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/store/store.h:
schema/base/name.h:
schema/store/statement.h:
