"""Two Python clients, unmodified but for the host, with a sandbox that SANDBOX describes."""

import json
import os
import urllib.request

import facebook
from pyfacebook import FacebookError, GraphAPI

sandbox = json.loads(os.environ["SANDBOX"])
url, tokens = sandbox["url"], sandbox["tokens"]


def control(method, path, body=None):
    request = urllib.request.Request(f"{url}/_sandbox/{path}", body and body.encode(), method=method)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def refused(error, code, call):
    """The client's own exception, with its code, is what comes of a call."""
    try:
        call()
    except error as refusal:
        assert refusal.code == code, f"{refusal!r} is not of code {code}"
        return refusal
    raise AssertionError(f"nothing was refused where {error.__name__} {code} was to come")


def troubles(error, read, page_through):
    """A rate limit, then a list without end that only a limit ends."""
    control("POST", "faults", "error=17,times=1")
    refused(error, 17, read)
    read()
    control("POST", "faults", "paging=same; limit=app:8/1h")
    control("DELETE", "requests")
    refused(error, 4, page_through)
    # The limit stands in the way of everything but the sandbox's own paths.
    seen = [one for one in control("GET", "requests")["data"] if one["path"].endswith("/likes")]
    assert len(seen) == 9, seen
    assert [one["status"] for one in seen] == [200] * 8 + [403], seen
    control("DELETE", "faults")


def python_facebook_api():
    def client(token):
        return GraphAPI(access_token=token, app_secret=sandbox["app_secret"], base_url=f"{url}/")

    api = client(tokens["user"])
    me = api.get_object("me", fields="id,name,birthday")
    assert me["id"] == sandbox["user_id"] and me["name"] and me["birthday"], me
    likes = api.get_full_connections("me", "likes", count=None, limit=5, fields="id")["data"]
    assert len({like["id"] for like in likes}) == len(likes) > 10, likes
    both = api.get_objects(ids=f"me,{likes[0]['id']}", fields="id")
    assert set(both) == {"me", likes[0]["id"]}, both
    made = api.post_object("me", "feed", data={"message": "from Python"}, params={"fields": "id,message"})
    assert made["message"] == "from Python", made
    assert api.delete_object(made["id"])["success"] is True
    gone = refused(FacebookError, 100, lambda: api.get_object(made["id"]))
    assert gone.error_subcode == 33, gone
    batch = json.dumps([{"method": "GET", "relative_url": "me?fields=id"}, {"method": "GET", "relative_url": "nobody"}])
    answers = api._parse_response(api._request(f"{api.version}/", post_args={"batch": batch}, verb="POST"))
    assert [answer["code"] for answer in answers] == [200, 404], answers
    assert json.loads(answers[0]["body"])["id"] == me["id"], answers

    limited = client(tokens["friend_limited"])
    refused(FacebookError, 200, lambda: limited.get_connection("me", "likes"))
    refused(FacebookError, 200, lambda: limited.post_object("me", "feed", data={"message": "no"}))
    refused(FacebookError, 200, lambda: limited.get_connection("me", "photos"))
    troubles(
        FacebookError,
        lambda: api.get_object("me", fields="id"),
        lambda: api.get_full_connections("me", "likes", count=None, limit=2),
    )


def facebook_sdk():
    facebook.FACEBOOK_GRAPH_URL = f"{url}/"
    error = facebook.GraphAPIError
    api = facebook.GraphAPI(tokens["user"], version="3.1")
    me = api.get_object("me", fields="id,name")
    assert me["id"] == sandbox["user_id"], me
    assert api.get_version() == "3.1"
    likes = list(api.get_all_connections("me", "likes", limit=5))
    assert len({like["id"] for like in likes}) == len(likes) > 10, likes
    assert {"email", "user_likes"} <= api.get_permissions("me")
    picture = api.get_object("me/picture")
    assert picture["mime-type"] == "image/png" and picture["data"][:4] == b"\x89PNG", picture
    made = api.put_object("me", "feed", message="from Python")
    assert api.get_object(made["id"], fields="message")["message"] == "from Python"
    photo = api.put_photo(b"\xff\xd8\xff", message="a photo")
    source = api.get_object(photo["id"], fields="source")["source"]
    with urllib.request.urlopen(source) as answer:
        assert answer.read() == b"\xff\xd8\xff"
    assert api.delete_object(made["id"])["success"] is True
    batch = json.dumps([
        {"method": "GET", "relative_url": "me/friends?limit=2", "name": "two", "omit_response_on_success": False},
        {"method": "GET", "relative_url": "?ids={result=two:$.data.*.id}&fields=id"},
    ])
    friends, people = api.request("", post_args={"batch": batch})
    ids = {friend["id"] for friend in json.loads(friends["body"])["data"]}
    assert set(json.loads(people["body"])) == ids and len(ids) == 2, (friends, people)
    app = api.get_app_access_token(sandbox["app_id"], sandbox["app_secret"])
    assert app == tokens["app"]
    about = api.debug_access_token(tokens["user"], sandbox["app_id"], sandbox["app_secret"])
    assert about["data"]["is_valid"] and about["data"]["user_id"] == me["id"], about
    assert api.extend_access_token(sandbox["app_id"], sandbox["app_secret"])["expires_in"] > 5_000_000

    limited = facebook.GraphAPI(tokens["friend_limited"], version="3.1")
    refused(error, 200, lambda: limited.get_connections("me", "likes"))
    refused(error, 200, lambda: limited.put_object("me", "feed", message="no"))
    refused(error, 200, lambda: limited.get_connections("me", "events"))
    troubles(
        error,
        lambda: api.get_object("me", fields="id"),
        lambda: list(api.get_all_connections("me", "likes", limit=2)),
    )


for client in (python_facebook_api, facebook_sdk):
    client()
    print(f"{client.__name__}: fine")
