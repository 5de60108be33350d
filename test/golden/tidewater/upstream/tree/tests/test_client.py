import httpx
import respx

from tidewater.client import table


@respx.mock
async def test_table():
    respx.get("https://tides.example.org/cuxhaven").mock(return_value=httpx.Response(200, json={"high": "06:12"}))
    assert await table("cuxhaven") == {"high": "06:12"}
