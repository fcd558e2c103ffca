build-san/schema/store/report.o: schema/store/report.c \
 schema/store/report.h schema/store/store.h schema/base/err.h \
 schema/base/macros.h schema/base/name.h schema/base/json.h \
 schema/base/buf.h schema/store/statement.h
schema/store/report.h:
schema/store/store.h:
schema/base/err.h:
schema/base/macros.h:
schema/base/name.h:
schema/base/json.h:
schema/base/buf.h:
schema/store/statement.h:
