"""A downloader with aiohttp: one event loop, one session, one coroutine for each request in flight."""
import asyncio
import os
import sys

import aiohttp

_, _, images, _, into, _, workers = sys.argv  # --images FILE --into DIR --workers N


async def work(session, queue):
    for number, url in queue:  # all coroutines take from the same iterator
        async with session.get(url, raise_for_status=True) as reply:
            body = await reply.read()
        with open(f"{into}/image_{number}.jpg", "wb") as file:
            file.write(body)


async def main():
    with open(images) as lines:
        queue = enumerate(lines.read().split(), 1)
    connector = aiohttp.TCPConnector(limit=0)  # the limit is the number of coroutines, not aiohttp's 100
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(work(session, queue) for _ in range(int(workers))))


os.makedirs(into, exist_ok=True)
asyncio.run(main())
