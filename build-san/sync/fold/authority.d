build-san/sync/fold/authority.o: sync/fold/authority.c \
 sync/fold/authority.h schema/records/record_type.h schema/base/macros.h \
 schema/base/name.h sync/fold/view.h schema/base/err.h sync/ledger/past.h \
 schema/base/buf.h sync/ledger/chart.h schema/store/store.h \
 schema/base/json.h sync/fold/judge.h sync/fold/status.h \
 sync/fold/standing.h
sync/fold/authority.h:
schema/records/record_type.h:
schema/base/macros.h:
schema/base/name.h:
sync/fold/view.h:
schema/base/err.h:
sync/ledger/past.h:
schema/base/buf.h:
sync/ledger/chart.h:
schema/store/store.h:
schema/base/json.h:
sync/fold/judge.h:
sync/fold/status.h:
sync/fold/standing.h:
