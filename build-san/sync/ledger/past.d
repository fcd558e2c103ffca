build-san/sync/ledger/past.o: sync/ledger/past.c sync/ledger/past.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 sync/ledger/chart.h schema/base/name.h schema/store/store.h
sync/ledger/past.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/ledger/chart.h:
schema/base/name.h:
schema/store/store.h:
