build-san/sync/fold/order.o: sync/fold/order.c sync/fold/order.h \
 sync/fold/fold.h schema/records/record_type.h schema/base/macros.h \
 schema/base/name.h sync/fold/authority.h sync/fold/view.h \
 schema/base/err.h sync/ledger/past.h schema/base/buf.h \
 sync/ledger/chart.h schema/store/store.h sync/fold/status.h
sync/fold/order.h:
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
