/*
 * visit: one request on its way through the console.
 *
 *	request, who it is --> route --> reply
 */
#ifndef SANJI_WEB_VISIT_H
#define SANJI_WEB_VISIT_H

#include <event2/event.h>

#include "node/actions/action.h"
#include "node/web/connections.h"
#include "node/web/reply.h"
#include "node/web/request.h"
#include "node/web/upload.h"
#include "node/web/web.h"

/*
 * How many passwords are looked at: each takes 64 MiB and a tenth of a second
 * in which no line is served, so many a second, and some more at once.
 */
#define WEB_CHECKS_A_SECOND 4
#define WEB_CHECKS_MAX 12

/* How long what a clone rests on is kept after the last of its requests. */
#define WEB_GIT_KEPT_S 60

struct git_view;

struct web {
	struct hall_dir *hall;
	const struct web_wish *wish;
	struct event_base *base;
	struct evhttp *http;
	struct connections connections;
	struct web_names names;
	struct login_limits limits;
	int checks_left;	    /* passwords that may be looked at */
	struct web_stream *streams; /* events.h */
	struct event *notice;	    /* they will be told soon */
	int64_t beat_s;		    /* and were last */
	struct tls *tls;	    /* NULL: for this machine alone */
	uint32_t kiosk;		    /* pages shown without signing in */
	int kiosk_left;		    /* requests from them */
	struct uploads uploads;	    /* files on their way in */
	struct git_view *git;	    /* of whoever clones just now, or NULL */
	int64_t git_used_s;
};

struct visit {
	struct web *web;
	const struct web_request *request;
	int64_t now_s;
	int is_signed_in;
	int is_program; /* by a token and not in a browser */
	struct store_user user;
	struct actor_user who; /* who is signed in */
	struct web_reply *reply;
	int wants_events; /* and no reply */
};

/* The actor of a visit; nobody if nobody is signed in. */
struct actor visit_actor(const struct visit *v);

/* Let the visitor be that user from now on. */
void visit_become(struct visit *v, const struct store_user *user);

/* 1 if one more password may be looked at; else the reply says when. */
int visit_may_check(struct visit *v);

/*
 * The body as a JSON object: a new reference, or NULL and the reply says
 * what is wrong with it.
 */
json_t *visit_body(struct visit *v) MUST_CHECK;

/* The whole file of the visitor that "upload" names; NULL, and the reply says
 * that there is none. */
struct upload *visit_upload(struct visit *v, const json_t *named) MUST_CHECK;

/* --- routes --------------------------------------------------------------- */

typedef void web_route(struct visit *v);

web_route route_console;      /* GET: which hall, who is here */
web_route route_setup;	      /* POST: the first administrator */
web_route route_sign_in;      /* POST */
web_route route_people;	      /* GET: whose PIN counts at this browser */
web_route route_sign_out;     /* POST */
web_route route_events;	      /* GET: tell what changes (events.h) */
web_route route_scan;	      /* GET: one piece of a scan of a case */
web_route route_kiosk;	      /* GET: what is shown without signing in */
web_route route_kiosk_track;  /* POST */
web_route route_kiosk_rate;   /* POST */
web_route route_kiosk_items;  /* GET */
web_route route_kiosk_item;   /* GET */
web_route route_kiosk_queue;  /* GET */
web_route route_drafts;	      /* GET: what the visitor typed and not saved */
web_route route_draft_keep;   /* POST */
web_route route_draft_drop;   /* POST */
web_route route_upload;	      /* POST: begin to send a file */
web_route route_upload_piece; /* POST: its next piece */
web_route route_export;	      /* POST: a list as a file */
web_route route_export_file;  /* GET: one that took longer */
web_route route_attach;	      /* POST: it is a scan of a case */
web_route route_stick_make;   /* POST: a stick for a hall */
web_route route_stick_look;   /* POST: what is on the one that was sent */
web_route route_stick_take;   /* POST: take it in */
web_route route_job_file;     /* GET: a backup that was made */
web_route route_declarations; /* GET: what the visitor may do, with fields */

/* An action, by the rest of its path: "noun" or "noun/verb". */
void route_action(struct visit *v, const char *rest);

/* The log as a git repository, by the path within it. */
void route_git(struct visit *v, const char *path);

/* All there is while the hall's key is locked. */
web_route route_locked;

/* A file of the console; 404 if there is none of that name. */
web_route route_asset;

/* Find the route and take it. */
void route_visit(struct visit *v);

#endif
