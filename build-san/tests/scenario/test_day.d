build-san/tests/scenario/test_day.o: tests/scenario/test_day.c \
 schema/base/json.h schema/base/buf.h schema/base/err.h \
 schema/base/macros.h tests/fixture/world.h sync/engine/engine.h \
 crypto/keyfile.h crypto/noise.h crypto/sign.h schema/base/name.h \
 schema/store/store.h sync/changeset/changeset.h sync/fold/authority.h \
 schema/records/record_type.h sync/fold/view.h sync/ledger/past.h \
 sync/ledger/chart.h sync/fold/status.h
schema/base/json.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
tests/fixture/world.h:
sync/engine/engine.h:
crypto/keyfile.h:
crypto/noise.h:
crypto/sign.h:
schema/base/name.h:
schema/store/store.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
schema/records/record_type.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
