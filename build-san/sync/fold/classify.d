build-san/sync/fold/classify.o: sync/fold/classify.c schema/base/json.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 schema/records/check.h schema/records/record_type.h schema/base/name.h \
 sync/fold/judge.h sync/fold/authority.h sync/fold/view.h \
 sync/ledger/past.h sync/ledger/chart.h schema/store/store.h \
 sync/fold/status.h sync/fold/work.h sync/fold/fold.h sync/fold/order.h
schema/base/json.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
schema/records/check.h:
schema/records/record_type.h:
schema/base/name.h:
sync/fold/judge.h:
sync/fold/authority.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
schema/store/store.h:
sync/fold/status.h:
sync/fold/work.h:
sync/fold/fold.h:
sync/fold/order.h:
