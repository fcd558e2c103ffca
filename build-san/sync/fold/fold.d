build-san/sync/fold/fold.o: sync/fold/fold.c sync/fold/fold.h \
 schema/records/record_type.h schema/base/macros.h schema/base/name.h \
 sync/fold/authority.h sync/fold/view.h schema/base/err.h \
 sync/ledger/past.h schema/base/buf.h sync/ledger/chart.h \
 schema/store/store.h sync/fold/status.h sync/fold/work.h \
 sync/fold/order.h
sync/fold/fold.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
sync/fold/authority.h:
sync/fold/view.h:
schema/base/err.h:
sync/ledger/past.h:
schema/base/buf.h:
sync/ledger/chart.h:
schema/store/store.h:
sync/fold/status.h:
sync/fold/work.h:
sync/fold/order.h:
