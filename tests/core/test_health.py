"""Whether the process and what it stands on are well."""

from tests.conftest import Application
from tests.servers.processes import free_port
from tests.worlds import World, Worlds


def test_the_process_is_well(world: World) -> None:
    response = world.app.test_client().get("/healthz")
    assert (response.status_code, response.get_json()) == (200, {"status": "ok"})


def test_it_is_ready(world: World) -> None:
    response = world.app.test_client().get("/readyz")
    assert response.status_code == 200
    assert response.get_json() == {"status": "ok", "database": "ok", "redis": "ok"}


def test_without_redis_it_is_degraded_and_goes_on(world: World, application: Application) -> None:
    gone = f"redis://127.0.0.1:{free_port()}/0"
    settings = world.settings.model_copy(
        update={"redis_url": gone, "broker_url": gone, "ratelimit_enabled": True}
    )
    client = application(settings).test_client()
    assert client.get("/readyz").get_json()["status"] == "degraded"
    assert client.get("/readyz").status_code == 200
    assert client.get("/api/tasks").status_code == 200
    answer = client.post("/api/check", json={"username": "carl", "password": "not this one"})
    assert answer.status_code == 401


def test_without_its_tables_it_is_not_ready(engine: str, worlds: Worlds, application: Application) -> None:
    url = worlds.empty_database(engine, "bare")
    client = application(worlds.settings_for(url, "bare")).test_client()
    response = client.get("/readyz")
    assert (response.status_code, response.get_json()["database"]) == (503, "migrations missing")
    assert client.get("/healthz").status_code == 200


def test_without_its_database_it_says_so_and_when_to_come_back(
    worlds: Worlds, application: Application
) -> None:
    url = f"postgresql+psycopg://dastak@127.0.0.1:{free_port()}/gone"
    client = application(worlds.settings_for(url, "gone")).test_client()
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    response = client.get("/api/tasks")
    assert (response.status_code, response.mimetype) == (503, "application/problem+json")
    assert int(response.headers["Retry-After"]) > 0
    assert "psycopg" not in response.get_data(as_text=True)
