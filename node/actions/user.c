/*
 * user: who may sign in at this node, and as what.  Only this node knows:
 * no event is written.
 */
#include "node/actions/user.h"

#include <stdio.h>
#include <string.h>

#include "crypto/password.h"
#include "node/actions/access.h"
#include "node/actions/nouns.h"
#include "schema/base/json.h"
#include "schema/store/session.h"

/* --- what a user may be called, and how hard a password must be ---------- */

int
user_check_name(const char *name, struct err *e)
{
	size_t len = strlen(name);

	if (len < 2 || len >= USER_NAME_MAX ||
	    name[strspn(name,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
		"0123456789._-")] != '\0')
		return err_set(e, ERR_FORMAT,
		    "a user's name has 2 to %d letters, digits, dots or "
		    "dashes",
		    USER_NAME_MAX - 1);
	return 0;
}

static int
kinds_of_characters(const char *password)
{
	int lower = 0, upper = 0, digit = 0, other = 0;

	for (const char *at = password; *at != '\0'; at++)
		if (*at >= 'a' && *at <= 'z')
			lower = 1;
		else if (*at >= 'A' && *at <= 'Z')
			upper = 1;
		else if (*at >= '0' && *at <= '9')
			digit = 1;
		else
			other = 1;
	return lower + upper + digit + other;
}

static int
check_password(const char *name, const char *password, struct err *e)
{
	if (strlen(password) < USER_PASSWORD_MIN ||
	    kinds_of_characters(password) < 3 || strstr(password, name) != NULL)
		return err_set(e, ERR_FORMAT,
		    "the password must have at least %d characters, of three "
		    "kinds: small letters, capitals, digits, others; and not "
		    "the name in it",
		    USER_PASSWORD_MIN);
	return 0;
}

/* Texts are data, and must fit. */
static int
put_text(
    char *out, size_t room, const char *text, const char *what, struct err *e)
{
	if (text == NULL)
		text = "";
	if (strlen(text) >= room)
		return err_set(e, ERR_LIMIT, "%s is longer than %zu bytes",
		    what, room - 1);
	memcpy(out, text, strlen(text) + 1);
	return 0;
}

static int
put_roles(struct store_user *user, const char *words, struct err *e)
{
	uint32_t set;
	size_t len = 0;

	if (access_roles_parse(words == NULL ? "" : words, &set, e) != 0)
		return -1;
	user->roles[0] = '\0';
	for (int i = 0; i < ROLE_COUNT; i++)
		if (set & ROLE(i))
			len += (size_t)snprintf(user->roles + len,
			    sizeof(user->roles) - len, "%s%s",
			    len == 0 ? "" : " ",
			    access_role_word((enum role)i));
	return 0;
}

static int
set_password(
    struct store_user *user, const char *password, int64_t now_s, struct err *e)
{
	if (check_password(user->name, password, e) != 0 ||
	    password_keep(password, user->password, e) != 0)
		return err_in_field(e, "password");
	user->password_time = now_s;
	user->failures = user->locked_until = 0;
	user->must_change = 0;
	return 0;
}

int
user_add(
    struct store *s, const struct user_wish *wish, int64_t now_s, struct err *e)
{
	struct store_user user = {.id = 0}, other;
	int row;

	if (user_check_name(wish->name, e) != 0)
		return err_in_field(e, "name");
	if (put_text(user.name, sizeof(user.name), wish->name, "name", e) !=
		0 ||
	    put_text(user.full_name, sizeof(user.full_name),
		wish->full_name == NULL ? wish->name : wish->full_name,
		"full_name", e) != 0 ||
	    put_text(user.staff, sizeof(user.staff), wish->staff, "staff", e) !=
		0 ||
	    put_roles(&user, wish->roles, e) != 0 ||
	    set_password(&user, wish->password, now_s, e) != 0)
		return -1;
	user.must_change = wish->must_change;
	row = store_user_find(s, user.name, &other, e);
	if (row == 1)
		return err_set(e, ERR_REFUSED,
		    "there is a user \"%s\" already; choose another name",
		    user.name);
	return row < 0 ? -1 : store_user_add(s, &user, e);
}

/* --- actions ------------------------------------------------------------- */

static int
find_user(const struct actor *a, const json_t *request, struct store_user *out,
    struct err *e)
{
	const char *name = request_text(request, "name");
	int row;

	if (name == NULL && a->user != NULL)
		name = a->user->name;
	if (name == NULL)
		return err_set(e, ERR_USAGE,
		    "name the user: `sanji user list` lists them");
	row = store_user_find(engine_store(a->engine), name, out, e);
	if (row == 0)
		return err_set(
		    e, ERR_NOT_FOUND, "there is no user \"%s\"", name);
	return row < 0 ? -1 : 0;
}

/*
 * Rights are the security administrator's to give; as long as there is none,
 * the system administrator does that too, or nobody could begin.
 */
static int
check_may_give(const struct actor *a, struct err *e)
{
	json_t *users, *row;
	int found = 0;
	size_t i;

	if (a->user == NULL || a->user->roles & ROLE(ROLE_SECURITY))
		return 0;
	users = store_users(engine_store(a->engine), e);
	if (users == NULL)
		return -1;
	json_array_foreach (users, i, row)
		if (strcmp(json_member_text(row, "roles"),
			access_role_word(ROLE_SECURITY)) == 0 &&
		    json_object_get(row, "disabled_time") == NULL)
			found = 1;
	json_decref(users);
	return found ? err_set(e, ERR_REFUSED,
			   "roles are given by the security administrator")
		     : 0;
}

static int
say_user(const struct store_user *user, json_t **out, struct err *e)
{
	*out = json_pack("{s:s,s:s,s:s}", "name", user->name, "full_name",
	    user->full_name, "roles", user->roles);
	return *out == NULL ? err_nomem(e) : 0;
}

/* Keep what was changed; whoever it is signs in again. */
static int
keep(
    const struct actor *a, struct store_user *user, json_t **out, struct err *e)
{
	struct store *s = engine_store(a->engine);

	if (store_user_put(s, user, e) != 0 ||
	    store_sessions_end_of(s, user->id, e) != 0 ||
	    store_machines_forget(s, user->id, e) != 0)
		return -1;
	return say_user(user, out, e);
}

static int
add(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct user_wish wish = {
	    .name = request_text(request, "name"),
	    .full_name = request_text(request, "full_name"),
	    .staff = request_text(request, "staff"),
	    .roles = request_text(request, "role"),
	    .password = request_text(request, "password"),
	    /* At the machine, whoever it is for may type it. */
	    .must_change = a->user != NULL,
	};
	struct store_user user;
	int is_own, failed;

	(void)self;
	if (wish.name == NULL || wish.password == NULL)
		return err_set(e, ERR_FORMAT, "name and password are texts");
	if (wish.roles != NULL && check_may_give(a, e) != 0)
		return -1;
	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed = user_add(engine_store(a->engine), &wish, a->now_s, e) != 0 ||
		 find_user(a, request, &user, e) != 0 ||
		 say_user(&user, out, e) != 0;
	return action_end(a, is_own, failed, e);
}

static int
passwd(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *old = request_text(request, "old");
	const char *password = request_text(request, "password");
	struct store_user user;
	int is_own, failed;

	(void)self;
	if (find_user(a, request, &user, e) != 0)
		return -1;
	if (password == NULL)
		return err_set(e, ERR_FORMAT, "name and password are texts");
	if (a->user != NULL && (a->user->id != user.id || old == NULL ||
				   !password_is(old, user.password)))
		return err_set(e, ERR_REFUSED,
		    "the old password is not right; whoever forgot it asks "
		    "for `sanji user passwd` at the machine");
	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed = set_password(&user, password, a->now_s, e) != 0 ||
		 keep(a, &user, out, e) != 0;
	return action_end(a, is_own, failed, e);
}

static int
role(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct store_user user;
	int is_own, failed;

	(void)self;
	if (check_may_give(a, e) != 0 || find_user(a, request, &user, e) != 0 ||
	    put_roles(&user, request_text(request, "role"), e) != 0 ||
	    action_begin(a, &is_own, e) != 0)
		return -1;
	failed = keep(a, &user, out, e);
	return action_end(a, is_own, failed, e);
}

static int
disable(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	struct store_user user;
	int is_own, failed;

	(void)self;
	if (find_user(a, request, &user, e) != 0)
		return -1;
	if (a->user != NULL && a->user->id == user.id)
		return err_set(e, ERR_REFUSED,
		    "nobody disables themselves; ask the other administrator");
	user.disabled_time = a->now_s;
	if (action_begin(a, &is_own, e) != 0)
		return -1;
	failed = keep(a, &user, out, e);
	return action_end(a, is_own, failed, e);
}

static int
pin(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	const char *digits = request_text(request, "pin");
	size_t len = digits == NULL ? 0 : strlen(digits);
	struct store_user user;
	int is_own, failed;

	(void)self;
	if (find_user(a, request, &user, e) != 0)
		return -1;
	if (a->user != NULL && a->user->id != user.id)
		return err_set(
		    e, ERR_REFUSED, "everybody chooses their own PIN");
	if (len < USER_PIN_MIN || len > USER_PIN_MAX ||
	    strspn(digits, "0123456789") != len)
		return err_set(e, ERR_FORMAT, "a PIN has %d to %d digits",
		    USER_PIN_MIN, USER_PIN_MAX);
	user.pin_failures = 0;
	if (password_keep(digits, user.pin, e) != 0 ||
	    action_begin(a, &is_own, e) != 0)
		return -1;
	failed = store_user_put(engine_store(a->engine), &user, e) != 0 ||
		 say_user(&user, out, e) != 0;
	return action_end(a, is_own, failed, e);
}

static int
list(const struct actor *a, const struct action *self, const json_t *request,
    json_t **out, struct err *e)
{
	(void)self, (void)request;
	*out = store_users(engine_store(a->engine), e);
	return *out == NULL ? -1 : 0;
}

static const struct action_parameter add_parameters[] = {
    {"name", "what is typed to sign in", 1},
    {"full_name", "the person's name", 0},
    {"staff", "number the person works under", 0},
    {"role", "roles, separated by commas", 0},
    {"password", "the password", 1},
    {NULL, NULL, 0},
};

static const struct action_parameter passwd_parameters[] = {
    {"name", "what is typed to sign in", 0},
    {"old", "the password until now", 0},
    {"password", "the password", 1},
    {NULL, NULL, 0},
};

static const struct action_parameter role_parameters[] = {
    {"name", "what is typed to sign in", 1},
    {"role", "roles, separated by commas", 1},
    {NULL, NULL, 0},
};

static const struct action_parameter name_parameters[] = {
    {"name", "what is typed to sign in", 1}, {NULL, NULL, 0}};

static const struct action_parameter pin_parameters[] = {
    {"name", "what is typed to sign in", 0},
    {"pin", "six to twelve digits", 1},
    {NULL, NULL, 0},
};

static const struct action_parameter none[] = {{NULL, NULL, 0}};

const struct action user_actions[] = {
    {"user", "add", "let somebody sign in here", NULL, add_parameters, "name",
	"sanji user add wangfang full_name=王芳 role=window", add},
    {"user", "passwd", "set a password", NULL, passwd_parameters, "name",
	"sanji user passwd wangfang", passwd},
    {"user", "role", "say what somebody may do", NULL, role_parameters, "name",
	"sanji user role wangfang role=window,approval", role},
    {"user", "disable", "let somebody sign in no longer", NULL, name_parameters,
	"name", "sanji user disable wangfang", disable},
    {"user", "pin", "set the PIN for changing users quickly", NULL,
	pin_parameters, "name", "sanji user pin wangfang pin=246810", pin},
    {"user", "list", "who may sign in here", NULL, none, NULL,
	"sanji user list", list},
    {.noun = NULL},
};
