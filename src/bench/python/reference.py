"""Segment Anything's networks in plain PyTorch, for comparisons only; the product does not use them.

Written from the papers: Dosovitskiy et al. 2021 (ViT), Li et al. 2022 (ViTDet: windows, relative positions, neck),
Kirillov et al. 2023 (Segment Anything), Wu et al. 2022 (TinyViT), Zhang et al. 2023 (MobileSAM). Parameters carry
the names of the official checkpoints. Everything is in eager mode and float32, as people run it.
"""
import math
import zlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SIDE = 1024


class ChannelNorm(nn.Module):
    """Layer norm over the channels of (batch, channel, row, column)."""

    def __init__(self, width, eps=1e-6):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))
        self.eps = eps

    def forward(self, x):
        mean = x.mean(1, keepdim=True)
        var = (x - mean).pow(2).mean(1, keepdim=True)
        x = (x - mean) / torch.sqrt(var + self.eps)
        return self.weight[:, None, None] * x + self.bias[:, None, None]


def neck(width):
    return nn.Sequential(
        nn.Conv2d(width, 256, 1, bias=False), ChannelNorm(256), nn.Conv2d(256, 256, 3, padding=1, bias=False), ChannelNorm(256)
    )


# ViT -----------------------------------------------------------------------------------------------------------------


def windows(x, side):
    """(b, h, w, c) to (windows, side, side, c), filled up with zeros."""
    b, h, w, c = x.shape
    down, across = -(-h // side), -(-w // side)
    x = F.pad(x, (0, 0, 0, across * side - w, 0, down * side - h))
    x = x.view(b, down, side, across, side, c).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(-1, side, side, c), (down, across)


def joined(x, grid, h, w):
    """The reverse of windows."""
    down, across = grid
    side, c = x.shape[1], x.shape[3]
    x = x.view(-1, down, across, side, side, c).permute(0, 1, 3, 2, 4, 5)
    return x.reshape(-1, down * side, across * side, c)[:, :h, :w].contiguous()


class VitAttention(nn.Module):
    def __init__(self, width, heads, side):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.rel_pos_h = nn.Parameter(torch.zeros(2 * side - 1, width // heads))
        self.rel_pos_w = nn.Parameter(torch.zeros(2 * side - 1, width // heads))

    def forward(self, x):
        b, h, w, c = x.shape
        d = c // self.heads
        q, k, v = self.qkv(x).reshape(b, h * w, 3, self.heads, d).permute(2, 0, 3, 1, 4).reshape(3, b * self.heads, h * w, d)
        scores = (q * d**-0.5) @ k.transpose(1, 2)
        ih = torch.arange(h)[:, None] - torch.arange(h)[None] + h - 1
        iw = torch.arange(w)[:, None] - torch.arange(w)[None] + w - 1
        grid = q.view(-1, h, w, d)
        by_row = torch.einsum("bhwc,hkc->bhwk", grid, self.rel_pos_h[ih])
        by_column = torch.einsum("bhwc,wkc->bhwk", grid, self.rel_pos_w[iw])
        scores = (scores.view(-1, h, w, h, w) + by_row[..., None] + by_column[..., None, :]).view(-1, h * w, h * w)
        x = (scores.softmax(-1) @ v).view(b, self.heads, h, w, d).permute(0, 2, 3, 1, 4).reshape(b, h, w, c)
        return self.proj(x)


class Feed(nn.Module):
    def __init__(self, width, hidden, act):
        super().__init__()
        self.lin1 = nn.Linear(width, hidden)
        self.lin2 = nn.Linear(hidden, width)
        self.act = act

    def forward(self, x):
        return self.lin2(self.act(self.lin1(x)))


class VitBlock(nn.Module):
    def __init__(self, width, heads, side):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=1e-6)
        self.attn = VitAttention(width, heads, side or SIDE // 16)
        self.norm2 = nn.LayerNorm(width, eps=1e-6)
        self.mlp = Feed(width, 4 * width, F.gelu)
        self.side = side

    def forward(self, x):
        y = self.norm1(x)
        if self.side:
            h, w = x.shape[1:3]
            y, grid = windows(y, self.side)
            y = joined(self.attn(y), grid, h, w)
        else:
            y = self.attn(y)
        x = x + y
        return x + self.mlp(self.norm2(x))


class Patches(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.proj = nn.Conv2d(3, width, 16, 16)

    def forward(self, x):
        return self.proj(x).permute(0, 2, 3, 1)


class Vit(nn.Module):
    def __init__(self, width, depth, heads):
        super().__init__()
        self.patch_embed = Patches(width)
        self.pos_embed = nn.Parameter(torch.zeros(1, SIDE // 16, SIDE // 16, width))
        every = depth // 4
        self.blocks = nn.ModuleList(VitBlock(width, heads, 0 if i % every == every - 1 else 14) for i in range(depth))
        self.neck = neck(width)

    def forward(self, x):
        x = self.patch_embed(x) + self.pos_embed
        for block in self.blocks:
            x = block(x)
        return self.neck(x.permute(0, 3, 1, 2))


# TinyViT -------------------------------------------------------------------------------------------------------------


def conv_norm(i, o, k=1, stride=1, groups=1):
    out = nn.Sequential()
    out.add_module("c", nn.Conv2d(i, o, k, stride, k // 2, groups=groups, bias=False))
    out.add_module("bn", nn.BatchNorm2d(o))
    return out


class MbConv(nn.Module):
    def __init__(self, i, middle, o, stride=1, residual=False):
        super().__init__()
        self.conv1 = conv_norm(i, middle)
        self.conv2 = conv_norm(middle, middle, 3, stride, middle)
        self.conv3 = conv_norm(middle, o)
        self.residual = residual

    def forward(self, x):
        y = self.conv3(F.gelu(self.conv2(F.gelu(self.conv1(x)))))
        return F.gelu(y + x) if self.residual else y


class TinyAttention(nn.Module):
    def __init__(self, width, heads, side):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.attention_biases = nn.Parameter(torch.zeros(heads, side * side))
        row, column = torch.meshgrid(torch.arange(side), torch.arange(side), indexing="ij")
        row, column = row.flatten(), column.flatten()
        index = (row[:, None] - row[None]).abs() * side + (column[:, None] - column[None]).abs()
        self.register_buffer("attention_bias_idxs", index, persistent=False)

    def forward(self, x):
        b, n, c = x.shape
        d = c // self.heads
        q, k, v = self.qkv(self.norm(x)).view(b, n, self.heads, 3 * d).split(d, 3)
        q, k, v = q.permute(0, 2, 1, 3), k.permute(0, 2, 1, 3), v.permute(0, 2, 1, 3)
        scores = (q @ k.transpose(-2, -1)) * d**-0.5 + self.attention_biases[:, self.attention_bias_idxs]
        return self.proj((scores.softmax(-1) @ v).transpose(1, 2).reshape(b, n, c))


class TinyMlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(self.norm(x))))


class TinyBlock(nn.Module):
    def __init__(self, width, heads, side):
        super().__init__()
        self.side = side
        self.attn = TinyAttention(width, heads, side)
        self.local_conv = conv_norm(width, width, 3, 1, width)
        self.mlp = TinyMlp(width)

    def forward(self, x):
        b, c, h, w = x.shape
        y, grid = windows(x.permute(0, 2, 3, 1), self.side)
        y = self.attn(y.reshape(-1, self.side * self.side, c)).view(-1, self.side, self.side, c)
        x = x + joined(y, grid, h, w).permute(0, 3, 1, 2)
        x = self.local_conv(x).flatten(2).transpose(1, 2)
        x = x + self.mlp(x)
        return x.transpose(1, 2).reshape(b, c, h, w)


class TinyStage(nn.Module):
    def __init__(self, blocks, downsample):
        super().__init__()
        self.blocks = nn.ModuleList(blocks)
        self.downsample = downsample

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.downsample(x) if self.downsample else x


class TinyVit(nn.Module):
    def __init__(self):
        super().__init__()
        widths, depths, heads, sides = (64, 128, 160, 320), (2, 2, 6, 2), (2, 4, 5, 10), (7, 7, 14, 7)
        self.patch_embed = nn.Module()
        self.patch_embed.seq = nn.Sequential(conv_norm(3, 32, 3, 2), nn.GELU(), conv_norm(32, 64, 3, 2))
        self.layers = nn.ModuleList()
        for s, (width, depth) in enumerate(zip(widths, depths)):
            blocks = [
                MbConv(width, 4 * width, width, residual=True) if s == 0 else TinyBlock(width, heads[s], sides[s])
                for _ in range(depth)
            ]
            down = MbConv(width, widths[s + 1], widths[s + 1], 2 if s < 2 else 1) if s < 3 else None
            self.layers.append(TinyStage(blocks, down))
        self.norm_head = nn.LayerNorm(320)
        self.head = nn.Linear(320, 1000)
        self.neck = neck(320)

    def forward(self, x):
        x = self.patch_embed.seq(x)
        for layer in self.layers:
            x = layer(x)
        return self.neck(x)


# Prompt encoder and mask decoder -------------------------------------------------------------------------------------


class Fourier(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("positional_encoding_gaussian_matrix", torch.randn(2, 128))

    def forward(self, unit):
        angle = 2 * math.pi * ((2 * unit - 1) @ self.positional_encoding_gaussian_matrix)
        return torch.cat([angle.sin(), angle.cos()], -1)


class PromptEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.pe_layer = Fourier()
        self.point_embeddings = nn.ModuleList(nn.Embedding(1, 256) for _ in range(4))
        self.not_a_point_embed = nn.Embedding(1, 256)
        self.mask_downscaling = nn.Sequential(
            nn.Conv2d(1, 4, 2, 2), ChannelNorm(4), nn.GELU(), nn.Conv2d(4, 16, 2, 2), ChannelNorm(16), nn.GELU(), nn.Conv2d(16, 256, 1)
        )
        self.no_mask_embed = nn.Embedding(1, 256)

    def dense_pe(self):
        at = (torch.arange(64) + 0.5) / 64
        y, x = torch.meshgrid(at, at, indexing="ij")
        return self.pe_layer(torch.stack([x, y], -1)).permute(2, 0, 1)[None]

    def forward(self, points, labels, box, mask):
        """points (n, 2), labels (n) of 0 or 1, box (4) or None, mask (1, 1, 256, 256) or None."""
        kinds, at = [], []
        for p, label in zip(points, labels):
            at.append(self.pe_layer((p + 0.5) / SIDE))
            kinds.append(self.point_embeddings[int(label)].weight[0])
        if box is None:
            at.append(torch.zeros(256))
            kinds.append(self.not_a_point_embed.weight[0])
        else:
            for corner, kind in ((box[:2], 2), (box[2:], 3)):
                at.append(self.pe_layer((corner + 0.5) / SIDE))
                kinds.append(self.point_embeddings[kind].weight[0])
        sparse = (torch.stack(at) + torch.stack(kinds))[None]
        if mask is None:
            return sparse, self.no_mask_embed.weight.reshape(1, 256, 1, 1).expand(1, 256, 64, 64)
        return sparse, self.mask_downscaling(mask)


class Attention(nn.Module):
    def __init__(self, width, inner, heads=8):
        super().__init__()
        self.heads = heads
        self.q_proj, self.k_proj, self.v_proj = (nn.Linear(width, inner) for _ in range(3))
        self.out_proj = nn.Linear(inner, width)

    def forward(self, q, k, v):
        split = lambda x: x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)
        q, k, v = split(self.q_proj(q)), split(self.k_proj(k)), split(self.v_proj(v))
        x = ((q @ k.transpose(2, 3)) / math.sqrt(q.shape[-1])).softmax(-1) @ v
        return self.out_proj(x.transpose(1, 2).flatten(2))


class TwoWayLayer(nn.Module):
    def __init__(self, first):
        super().__init__()
        self.self_attn = Attention(256, 256)
        self.norm1 = nn.LayerNorm(256)
        self.cross_attn_token_to_image = Attention(256, 128)
        self.norm2 = nn.LayerNorm(256)
        self.mlp = Feed(256, 2048, F.relu)
        self.norm3 = nn.LayerNorm(256)
        self.norm4 = nn.LayerNorm(256)
        self.cross_attn_image_to_token = Attention(256, 128)
        self.first = first

    def forward(self, t, image, tp, ip):
        if self.first:
            t = self.self_attn(t, t, t)
        else:
            q = t + tp
            t = t + self.self_attn(q, q, t)
        t = self.norm1(t)
        t = self.norm2(t + self.cross_attn_token_to_image(t + tp, image + ip, image))
        t = self.norm3(t + self.mlp(t))
        image = self.norm4(image + self.cross_attn_image_to_token(image + ip, t + tp, t))
        return t, image


class TwoWay(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([TwoWayLayer(True), TwoWayLayer(False)])
        self.final_attn_token_to_image = Attention(256, 128)
        self.norm_final_attn = nn.LayerNorm(256)

    def forward(self, image, ip, tokens):
        image, ip = image.flatten(2).transpose(1, 2), ip.flatten(2).transpose(1, 2)
        t = tokens
        for layer in self.layers:
            t, image = layer(t, image, tokens, ip)
        return self.norm_final_attn(t + self.final_attn_token_to_image(t + tokens, image + ip, image)), image


class Mlp(nn.Module):
    def __init__(self, width, hidden, out):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, out)])

    def forward(self, x):
        return self.layers[2](F.relu(self.layers[1](F.relu(self.layers[0](x)))))


class MaskDecoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.transformer = TwoWay()
        self.iou_token = nn.Embedding(1, 256)
        self.mask_tokens = nn.Embedding(4, 256)
        self.output_upscaling = nn.Sequential(
            nn.ConvTranspose2d(256, 64, 2, 2), ChannelNorm(64), nn.GELU(), nn.ConvTranspose2d(64, 32, 2, 2), nn.GELU()
        )
        self.output_hypernetworks_mlps = nn.ModuleList(Mlp(256, 256, 32) for _ in range(4))
        self.iou_prediction_head = Mlp(256, 256, 4)

    def forward(self, image, pe, sparse, dense):
        tokens = torch.cat([self.iou_token.weight, self.mask_tokens.weight])[None]
        tokens = torch.cat([tokens, sparse], 1)
        t, x = self.transformer(image + dense, pe, tokens)
        x = self.output_upscaling(x.transpose(1, 2).view(1, 256, 64, 64))
        kernels = torch.stack([mlp(t[:, 1 + i]) for i, mlp in enumerate(self.output_hypernetworks_mlps)], 1)
        return (kernels @ x.flatten(2)).view(1, 4, 256, 256), self.iou_prediction_head(t[:, 0])


ENCODERS = {
    "vit_b": lambda: Vit(768, 12, 12),
    "vit_l": lambda: Vit(1024, 24, 16),
    "vit_h": lambda: Vit(1280, 32, 16),
    "vit_t": TinyVit,
}


class Sam(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.image_encoder = ENCODERS[kind]()
        self.prompt_encoder = PromptEncoder()
        self.mask_decoder = MaskDecoder()

    def decode(self, embedding, points=(), labels=(), box=None, mask=None):
        """All four masks and their IoU: the first for many prompts, the others for one click."""
        sparse, dense = self.prompt_encoder(points, labels, box, mask)
        return self.mask_decoder(embedding, self.prompt_encoder.dense_pe(), sparse, dense)


# Weights and input by formula ----------------------------------------------------------------------------------------


def values(name, shape, seed):
    """Values of a parameter by the formula of the parity fixtures."""
    n = int(np.prod(shape))
    with np.errstate(over="ignore"):
        x = np.arange(n, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(zlib.crc32(name.encode()) ^ seed)
        for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
            x ^= x >> np.uint32(shift)
            x *= np.uint32(factor)
        x ^= x >> np.uint32(16)
    v = 2 * (x / 4294967296.0) - 1
    last = name.rsplit(".", 1)[-1]
    if last == "positional_encoding_gaussian_matrix":
        v = math.sqrt(3) * v
    elif last == "running_var" or (len(shape) == 1 and last == "weight"):
        v = 1 + 0.1 * v
    elif len(shape) == 1:
        v = 0.1 * v
    elif last in ("attention_biases", "pos_embed"):
        v = 0.5 * v
    else:
        v = math.sqrt(3 / (n / shape[0])) * v
    return torch.from_numpy(v.astype(np.float32)).reshape(shape)


def filled(kind, seed=0):
    """A network with weights by formula, ready for use."""
    sam = Sam(kind).eval()
    state = sam.state_dict()
    for name, t in state.items():
        if not name.endswith("num_batches_tracked"):
            t.copy_(values(name, tuple(t.shape), seed))
    return sam


def without_biases(sam):
    """TinyViT as its own loader leaves it: see docs/decisions/0011-mobilesam-biases.md."""
    for name, p in sam.named_parameters():
        if name.endswith("attention_biases"):
            p.data.zero_()


def picture():
    """The fixtures' picture: 683 rows, 1024 columns, 3 channels, uint8."""
    y, x, c = np.mgrid[0:683, 0:1024, 0:3]
    p = ((x * (3 + c) + y * (5 - c)) >> 3) & 127
    p = p + np.where((x - 400) ** 2 + (y - 300) ** 2 < 120**2, 60 + 20 * c, 0)
    p = p + np.where((x - 700) ** 2 + (y - 420) ** 2 < 60**2, 100 - 30 * c, 0)
    return p.clip(0, 255).astype(np.uint8)


def network_input(rgb):
    """Normalised and filled up with zeros: (1, 3, 1024, 1024)."""
    x = torch.from_numpy(rgb.astype(np.float32)).permute(2, 0, 1)
    mean = torch.tensor([123.675, 116.28, 103.53]).view(3, 1, 1)
    std = torch.tensor([58.395, 57.12, 57.375]).view(3, 1, 1)
    x = (x - mean) / std
    return F.pad(x, (0, SIDE - x.shape[2], 0, SIDE - x.shape[1]))[None]
