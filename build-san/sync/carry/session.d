build-san/sync/carry/session.o: sync/carry/session.c sync/carry/session.h \
 sync/carry/frame.h crypto/sign.h schema/base/macros.h schema/base/buf.h \
 schema/base/err.h schema/base/name.h
sync/carry/session.h:
sync/carry/frame.h:
crypto/sign.h:
schema/base/macros.h:
schema/base/buf.h:
schema/base/err.h:
schema/base/name.h:
