#include "sync/verify/verifier.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "crypto/sshsig.h"

struct submission {
	struct sign_public key;
	struct signature sig;
	struct buf bytes;
	int is_submitted;
	int is_valid;
};

struct verifier {
	pthread_mutex_t lock;
	pthread_cond_t more;
	pthread_t worker;
	int has_worker;
	int is_closed; /* nothing more will be submitted */
	size_t *queue; /* numbers in the order they came */
	size_t queued; /* in the queue */
	size_t taken;  /* by the worker or by finish */
	size_t max;
	struct submission *all;
};

struct verifier *
verifier_new(size_t max, struct err *e)
{
	struct verifier *v = calloc(1, sizeof(*v));

	if (v != NULL) {
		v->queue = calloc(max + 1, sizeof(*v->queue));
		v->all = calloc(max + 1, sizeof(*v->all));
	}
	if (v == NULL || v->queue == NULL || v->all == NULL) {
		(void)err_nomem(e);
		if (v != NULL) {
			free(v->queue);
			free(v->all);
		}
		free(v);
		return NULL;
	}
	v->max = max;
	(void)pthread_mutex_init(&v->lock, NULL);
	(void)pthread_cond_init(&v->more, NULL);
	return v;
}

static void
verify(struct submission *s)
{
	s->is_valid = sshsig_is_valid(
	    &s->key, SSHSIG_CHANGESET, s->bytes.bytes, s->bytes.len, &s->sig);
	buf_free(&s->bytes);
}

/* The next submission to work on, or NULL; the lock is held. */
static struct submission *
take_next(struct verifier *v)
{
	return v->taken < v->queued ? &v->all[v->queue[v->taken++]] : NULL;
}

static void *
work(void *context)
{
	struct verifier *v = context;
	struct submission *s;

	(void)pthread_mutex_lock(&v->lock);
	for (;;) {
		while ((s = take_next(v)) == NULL && !v->is_closed)
			(void)pthread_cond_wait(&v->more, &v->lock);
		if (s == NULL)
			break;
		(void)pthread_mutex_unlock(&v->lock);
		verify(s);
		(void)pthread_mutex_lock(&v->lock);
	}
	(void)pthread_mutex_unlock(&v->lock);
	return NULL;
}

void
verifier_submit_take(struct verifier *v, size_t number,
    const struct sign_public *key, const struct signature *sig,
    struct buf *bytes)
{
	struct submission *s = &v->all[number];

	assert(number < v->max && !s->is_submitted);
	s->key = *key;
	s->sig = *sig;
	s->bytes = *bytes;
	s->is_submitted = 1;
	*bytes = (struct buf)BUF_INIT;
	(void)pthread_mutex_lock(&v->lock);
	v->queue[v->queued++] = number;
	if (!v->has_worker && v->queued >= VERIFIER_THREAD_MIN)
		v->has_worker = pthread_create(&v->worker, NULL, work, v) == 0;
	(void)pthread_cond_signal(&v->more);
	(void)pthread_mutex_unlock(&v->lock);
}

void
verifier_finish(struct verifier *v)
{
	struct submission *s;

	(void)pthread_mutex_lock(&v->lock);
	v->is_closed = 1;
	(void)pthread_cond_signal(&v->more);
	while ((s = take_next(v)) != NULL) {
		(void)pthread_mutex_unlock(&v->lock);
		verify(s);
		(void)pthread_mutex_lock(&v->lock);
	}
	(void)pthread_mutex_unlock(&v->lock);
	if (v->has_worker)
		(void)pthread_join(v->worker, NULL);
	v->has_worker = 0;
}

int
verifier_is_valid(const struct verifier *v, size_t number)
{
	assert(v->is_closed && !v->has_worker);
	return v->all[number].is_submitted && v->all[number].is_valid;
}

void
verifier_free(struct verifier *v)
{
	if (v == NULL)
		return;
	verifier_finish(v);
	for (size_t i = 0; i < v->max; i++)
		buf_free(&v->all[i].bytes);
	(void)pthread_mutex_destroy(&v->lock);
	(void)pthread_cond_destroy(&v->more);
	free(v->queue);
	free(v->all);
	free(v);
}
