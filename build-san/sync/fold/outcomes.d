build-san/sync/fold/outcomes.o: sync/fold/outcomes.c schema/base/json.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 sync/fold/work.h sync/fold/fold.h schema/records/record_type.h \
 schema/base/name.h sync/fold/authority.h sync/fold/view.h \
 sync/ledger/past.h sync/ledger/chart.h schema/store/store.h \
 sync/fold/status.h sync/fold/order.h
schema/base/json.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/fold/work.h:
sync/fold/fold.h:
schema/records/record_type.h:
schema/base/name.h:
sync/fold/authority.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
schema/store/store.h:
sync/fold/status.h:
sync/fold/order.h:
