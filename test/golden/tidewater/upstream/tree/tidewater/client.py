import httpx


async def table(harbour):
    async with httpx.AsyncClient() as client:
        return (await client.get(f"https://tides.example.org/{harbour}")).json()
