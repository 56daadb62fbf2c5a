"""A CMS as an agent elsewhere makes it: pyhanko-cms.py ORDER.json KEY CERT CA OUT: over the digest of the order, by pyHanko."""
import asyncio
import json
import sys

from pyhanko.sign.signers import SimpleSigner

order, key, cert, ca, out = sys.argv[1:]
with open(order, encoding="utf-8") as f:
    digest = json.load(f)["digest"]
signer = SimpleSigner.load(key, cert, ca_chain_files=(ca,))
cms = asyncio.run(signer.async_sign(bytes.fromhex(digest["hex"]), digest["algorithm"].lower(), use_pades=True))
with open(out, "wb") as f:
    f.write(cms.dump())
