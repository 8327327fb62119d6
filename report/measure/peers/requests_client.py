"""A downloader with requests: a pool of threads, each with a session that keeps its connections."""
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import requests

_, _, images, _, into, _, workers = sys.argv  # --images FILE --into DIR --workers N
of_this_thread = threading.local()


def fetch(number, url):
    if not hasattr(of_this_thread, "session"):
        of_this_thread.session = requests.Session()
    reply = of_this_thread.session.get(url)
    reply.raise_for_status()
    with open(f"{into}/image_{number}.jpg", "wb") as file:
        file.write(reply.content)


os.makedirs(into, exist_ok=True)
with open(images) as lines:
    urls = lines.read().split()
with ThreadPoolExecutor(int(workers)) as pool:
    for _ in pool.map(fetch, range(1, len(urls) + 1), urls):
        pass  # raises the exception of a failed worker
