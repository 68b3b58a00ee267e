"""The heads that come with Mien."""

import numpy as np

from heads import sdf
from heads.character import Character, both


def heavy_brow(points):
    return np.minimum(*[sdf.ellipsoid(points, at, np.array([0.026, 0.0085, 0.011])) for at in both(0.024, 0.036, 0.078)])


def muzzle(points):
    return sdf.ellipsoid(points, np.array([0, -0.046, 0.070]), np.array([0.040, 0.026, 0.028]))


ARIA = Character("aria", "a woman, stylised; the default head")

BRUNO = Character(
    "bruno", "a man with a broad jaw and short hair", cranium=(0.079, 0.088, 0.100), face_width=0.064, jaw_width=0.049, jaw_drop=0.068,
    chin_at=(0, -0.0945, 0.070), chin_size=0.0215, cheek_at=(0.036, -0.018, 0.060), cheek_size=0.0215, brow_size=0.0150,
    neck_radius=0.052, nose_bridge=0.0965, nose_tip=(0, -0.0235, 0.1130), nose_size=0.0112, wing_spread=0.0115, wing_size=0.0076,
    eye_at=(0.0325, 0.014, 0.0725), eye_radius=0.0155, aperture_up=20.0, aperture_down=15.0, iris_degrees=25.0, tilt=1.0,
    mouth_y=-0.0575, mouth_half_width=0.0265, upper_lip=0.0062, lower_lip=0.0082, lip_fullness=0.0046, bow=0.0010, ear_size=0.034,
    hair="short", brow_thickness=0.0046, extra=[(heavy_brow, 0.014)], skin=(0.36, 0.19, 0.115), lips=(0.30, 0.125, 0.105),
    hair_color=(0.018, 0.013, 0.011), iris=(0.14, 0.065, 0.025), cloth=(0.20, 0.075, 0.045))

FERN = Character(
    "fern", "a goblin with horns and long ears: no human", cranium=(0.082, 0.078, 0.092), cranium_at=(0, 0.030, -0.006), face_width=0.066,
    jaw_width=0.040, jaw_drop=0.058, chin_at=(0, -0.0870, 0.070), chin_size=0.0125, cheek_at=(0.040, -0.014, 0.056), cheek_size=0.026,
    brow_size=0.0120, neck_radius=0.034, nose_bridge=0.0900, nose_tip=(0, -0.0200, 0.1060), nose_size=0.0120, wing_spread=0.0125,
    wing_size=0.0072, eye_at=(0.0370, 0.010, 0.0660), eye_radius=0.0215, aperture_up=25.0, aperture_down=19.0, tilt=4.0,
    iris_degrees=30.0, pupil_degrees=9.0, mouth_y=-0.0540, mouth_half_width=0.0310, upper_lip=0.0048, lower_lip=0.0060, lip_fullness=0.0036,
    bow=0.0, ear_size=0.033, ear_point=1.15, ear_turn=38.0, ear_at=(0.071, 0.000, -0.006), hair="none", brow_thickness=0.0034, horns=True,
    extra=[(muzzle, 0.020)], skin=(0.20, 0.36, 0.13), lips=(0.22, 0.20, 0.10), hair_color=(0.05, 0.075, 0.03), iris=(0.62, 0.36, 0.04),
    cloth=(0.19, 0.10, 0.16))

CAST = {character.name: character for character in (ARIA, BRUNO, FERN)}
