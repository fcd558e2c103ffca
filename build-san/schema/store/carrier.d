build-san/schema/store/carrier.o: schema/store/carrier.c \
 schema/store/carrier.h schema/base/buf.h schema/base/err.h \
 schema/base/macros.h schema/store/store.h schema/base/name.h \
 schema/store/statement.h
schema/store/carrier.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/store/store.h:
schema/base/name.h:
schema/store/statement.h:
