build-san/sync/fold/status.o: sync/fold/status.c sync/fold/status.h
sync/fold/status.h:
