import json
from django.test import Client
from tests.factories import make_round, Territory
from assessments.models import Gap

def test_smoke(territory: Territory, client: Client) -> None:
    one = make_round()
    for path in ["/api/", "/api/v1/", "/api/v1/divisions/", "/api/v1/divisions/90/", "/api/v1/communities/?limit=2", "/api/v1/communities/900101001001/", "/api/v1/facilities/?limit=1", "/api/v1/rounds/", f"/api/v1/rounds/{one.pk}/", "/api/v1/scorecards/?limit=1", "/api/v1/gaps/?limit=1", "/api/v1/gaps/?lim=1", "/api/v1/nope/", "/api/v1/gaps", "/api/v1/gaps/?format=csv&bom=1", "/api/v1/gaps/?format=csv", "/api/v1/gaps/?format=xml","/api/v1/scorecards/900101001001/trace/N48-FAC-01/"]:
        r = client.get(path)
        print(path, r.status_code, dict(r.headers))
        body = b"".join(r.streaming_content) if r.streaming else r.content
        print(body.decode()[:1500])
    r = client.get(f"/api/v1/rounds/{one.pk}/scorecards/900101001001/")
    print(r.status_code, json.dumps(r.json(), ensure_ascii=False)[:3000])
