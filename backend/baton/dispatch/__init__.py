"""How due work reaches somebody who does it. The due table is the truth; everything here may be lost at any moment."""
