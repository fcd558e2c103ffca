build-san/sync/ledger/chart.o: sync/ledger/chart.c sync/ledger/chart.h \
 schema/base/err.h schema/base/macros.h schema/base/name.h \
 schema/store/store.h schema/store/log.h schema/base/buf.h
sync/ledger/chart.h:
schema/base/err.h:
schema/base/macros.h:
schema/base/name.h:
schema/store/store.h:
schema/store/log.h:
schema/base/buf.h:
