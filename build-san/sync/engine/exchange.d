build-san/sync/engine/exchange.o: sync/engine/exchange.c \
 sync/engine/exchange.h sync/carry/channel.h crypto/noise.h \
 schema/base/buf.h schema/base/err.h schema/base/macros.h \
 sync/carry/frame.h crypto/sign.h schema/base/name.h sync/engine/engine.h \
 crypto/keyfile.h schema/store/store.h sync/changeset/changeset.h \
 sync/fold/authority.h schema/records/record_type.h sync/fold/view.h \
 sync/ledger/past.h sync/ledger/chart.h sync/fold/status.h \
 schema/store/carrier.h sync/engine/talk.h sync/carry/pack.h \
 sync/carry/session.h sync/engine/enrol.h sync/engine/frontier.h \
 sync/engine/inside.h schema/store/log.h schema/store/node.h \
 schema/store/record.h sync/fold/fold.h
sync/engine/exchange.h:
sync/carry/channel.h:
crypto/noise.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/macros.h:
sync/carry/frame.h:
crypto/sign.h:
schema/base/name.h:
sync/engine/engine.h:
crypto/keyfile.h:
schema/store/store.h:
sync/changeset/changeset.h:
sync/fold/authority.h:
schema/records/record_type.h:
sync/fold/view.h:
sync/ledger/past.h:
sync/ledger/chart.h:
sync/fold/status.h:
schema/store/carrier.h:
sync/engine/talk.h:
sync/carry/pack.h:
sync/carry/session.h:
sync/engine/enrol.h:
sync/engine/frontier.h:
sync/engine/inside.h:
schema/store/log.h:
schema/store/node.h:
schema/store/record.h:
sync/fold/fold.h:
