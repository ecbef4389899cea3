#pragma once
#include <string_view>

namespace mvp::catalog {

/// A VIN of a real model (serial numbers invented) and what vPIC's data says about it:
/// year | make | model | series | trim | body | fuel | cylinders | litres | plant.
struct KnownVin {
  std::string_view vin, says;
};

inline constexpr KnownVin known_vins[] = {
    {"1HGCM82633A004352", "2003 | Honda | Accord | - | EX-V6 | Coupe | Gasoline | 6 | - | MARYSVILLE, OHIO, UNITED STATES (USA)"},
    {"2HGFC2F57GH512345", "2016 | Honda | Civic | - | LX | Sedan/Saloon | Gasoline | 4 | 2.00 | ALLISTON, ONTARIO, CANADA"},
    {"19XFC2F59GE000001", "2016 | Honda | Civic | - | LX | Sedan/Saloon | Gasoline | 4 | 2.00 | GREENBURG, INDIANA, UNITED STATES (USA)"},
    {"JHMGE8H59DC000001", "2013 | Honda | Fit | - | Sport | Hatchback/Liftback/Notchback | Gasoline | 4 | - | SAYAMA, SAITAMA, JAPAN"},
    {"5FNRL6H71KB000001", "2019 | Honda | Odyssey | - | EXL / EXL-NR | Minivan | Gasoline | 6 | 3.50 | LINCOLN, ALABAMA, UNITED STATES (USA)"},
    {"1FTEW1EG2JFA00001", "2018 | Ford | F-150 | - | - | Pickup | Gasoline | 6 | 3.50 | DEARBORN, MICHIGAN, UNITED STATES (USA)"},
    {"1FA6P8CF0G5300001", "2016 | Ford | Mustang | - | GT Coupe | Coupe | Gasoline | 8 | 5.00 | FLAT ROCK, MICHIGAN, UNITED STATES (USA)"},
    {"1FMCU9GD5JUA00001", "2018 | Ford | Escape | - | SE | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 1.50 | LOUISVILLE, KENTUCKY, UNITED STATES (USA)"},
    {"1FTFW1E80MFA00001", "2021 | Ford | F-150 | F-Series | - | Pickup | Gasoline | 6 | 3.50 | DEARBORN, MICHIGAN, UNITED STATES (USA)"},
    {"1GCVKREC4EZ100001", "2014 | Chevrolet | Silverado | 1500 | LT | Pickup | Gasoline | 8 | 5.30 | ROANOKE, INDIANA, UNITED STATES (USA)"},
    {"1G1YY22GX65100001", "2006 | Chevrolet | Corvette | - | - | Coupe | - | - | - | BOWLING GREEN, KENTUCKY, UNITED STATES (USA)"},
    {"1G1ZD5ST8JF100001", "2018 | Chevrolet | Malibu | - | LT (1LT) | Sedan/Saloon | Gasoline | 4 | 1.50 | KANSAS CITY, KANSAS, UNITED STATES (USA)"},
    {"1GKS2BKC7GR100001", "2016 | GMC | Yukon | - | SLT | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 8 | 5.30 | ARLINGTON, TEXAS, UNITED STATES (USA)"},
    {"1C4RJFBG8FC600001", "2015 | Jeep | Grand Cherokee | - | Limited | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 6 | 3.60 | DETROIT, MICHIGAN, UNITED STATES (USA)"},
    {"1C6SRFFT2KN500001", "2019 | Ram | 1500 | - | Big Horn/Lonestar | Pickup | Gasoline | 8 | 5.70 | STERLING HEIGHTS, MICHIGAN, UNITED STATES (USA)"},
    {"2C3CDXCT4GH100001", "2016 | Dodge | Charger | - | R/T | Sedan/Saloon | Gasoline | 8 | 5.70 | BRAMPTON, ONTARIO, CANADA"},
    {"5YJ3E1EA7KF300001", "2019 | Tesla | Model 3 | - | - | Sedan/Saloon | Electric | - | - | FREMONT, CALIFORNIA, UNITED STATES (USA)"},
    {"5YJSA1E27HF000001", "2017 | Tesla | Model S | - | - | Hatchback/Liftback/Notchback | Electric | - | - | FREMONT, CALIFORNIA, UNITED STATES (USA)"},
    {"7SAYGDEE2NF300001", "2022 | Tesla | Model Y | - | - | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Electric | - | - | FREMONT, CALIFORNIA, UNITED STATES (USA)"},
    {"4T1BF1FK4CU500001", "2012 | Toyota | Camry | ASV50L/GSV50L/AVV50L | - | Sedan/Saloon | Gasoline | 4 | 2.50 | GEORGETOWN, KENTUCKY, UNITED STATES (USA)"},
    {"JTDKN3DU8A0000001", "2010 | Toyota | Prius | ZVW30L | - | Hatchback/Liftback/Notchback | Gasoline | 4 | 1.80 | TOYOTA CITY, AICHI, JAPAN"},
    {"5TDJZRFH8KS500001", "2019 | Toyota | Highlander | ASU50L/GSU50L/GSU55L/GVU58L | SE/XLE | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 6 | 3.50 | PRINCETON, INDIANA, UNITED STATES (USA)"},
    {"2T1BURHEXJC000001", "2018 | Toyota | Corolla | ZRE172L | L/LE/SE/XLE/XSE | Sedan/Saloon | Gasoline | 4 | 1.80 | CAMBRIDGE, ONTARIO, CANADA"},
    {"JTMRFREV8JJ000001", "2018 | Toyota | RAV4 | ASA44L/ASA42L/AVA44L | Adventure/XLE | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 2.50 | TOYOTA CITY, AICHI, JAPAN"},
    {"1N4AL3AP3DC100001", "2013 | Nissan | Altima | - | - | Sedan/Saloon | Gasoline | 4 | 2.50 | SMYRNA, TENNESSEE, UNITED STATES (USA)"},
    {"JN1AZ4EH9DM000001", "2013 | Nissan | 370Z | - | - | Coupe | Gasoline | 6 | 3.70 | TOCHIGI, KAMINOKAWA, JAPAN"},
    {"1N4AZ0CPXDC400001", "2013 | Nissan | Leaf | - | - | Hatchback/Liftback/Notchback | Electric | - | - | SMYRNA, TENNESSEE, UNITED STATES (USA)"},
    {"5N1AT2MV4JC700001", "2018 | Nissan | Rogue | - | - | Crossover Utility Vehicle (CUV) | Gasoline | 4 | 2.50 | SMYRNA, TENNESSEE, UNITED STATES (USA)"},
    {"WBA3A5C57CF200001", "2012 | BMW | 328i | 3-Series | - | Sedan/Saloon | Gasoline | 4 | 2.00 | MUNICH, GERMANY"},
    {"5UXKR0C57E0H00001", "2014 | BMW | X5 | - | xDrive35i | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 6 | 3.00 | GREER, SOUTH CAROLINA, UNITED STATES (USA)"},
    {"WBSWD93509P300001", "2009 | BMW | M3 | 3-Series | - | Coupe | Gasoline | 8 | 4.00 | REGENSBURG, GERMANY"},
    {"WDDGF8AB3DA700001", "2013 | Mercedes-Benz | C-Class | - | C300 | Sedan/Saloon | Gasoline | 6 | 3.50 | SINDELFINGEN, GERMANY"},
    {"4JGDF7DE5EA300001", "2014 | Mercedes-Benz | GL-Class | - | GL 550 4MATIC | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 8 | 4.70 | VANCE, UNITED STATES (USA)"},
    {"WAUFFAFL5CN000001", "2012 | Audi | A4 | - | quattro Premium Plus | Sedan/Saloon | Gasoline | 4 | 1.98 | NECKARSULM, GERMANY"},
    {"WA1LFAFP9EA000001", "2014 | Audi | Q5 | - | Premium Plus | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 1.98 | INGOLSTADT, GERMANY"},
    {"3VWFE21C04M000001", "2004 | Volkswagen | Beetle | - | Turbo S | Hatchback/Liftback/Notchback | Gasoline | 4 | 1.78 | PUEBLA, MEXICO"},
    {"WVWBW7AJ9CW300001", "2012 | Volkswagen | Golf | - | - | Hatchback/Liftback/Notchback | - | - | - | WOLFSBURG, GERMANY"},
    {"1VWAA7A31FC000001", "2015 | Volkswagen | Passat | - | S | Sedan/Saloon | - | - | - | CHATTANOOGA, TENNESSEE, UNITED STATES (USA)"},
    {"WP0AB2A95DS100001", "2013 | Porsche | 911 | Carrera | S (2WD), 4S (4WD) | Coupe | Gasoline | 6 | 3.80 | STUTTGART-ZUFFENHAUSEN, GERMANY"},
    {"KMHDH4AE4CU300001", "2012 | Hyundai | Elantra | - | GLS(Middle grade) | Sedan/Saloon | Gasoline | - | 1.80 | ULSAN, SOUTH KOREA"},
    {"KM8J3CA43JU600001", "2018 | Hyundai | Tucson | - | SE Pop, SE Plus, Eco, Sport, Value, Ultimate Base/Ultimate | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 2.00 | ULSAN, SOUTH KOREA"},
    {"5NPE34AF7FH000001", "2015 | Hyundai | Sonata | - | Sport / Limited / Sport 2.0 | Sedan/Saloon | Gasoline | - | 2.40 | ALABAMA, UNITED STATES (USA)"},
    {"KNDJN2A27G7000001", "2016 | Kia | Soul | - | Plus | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 1.60 | GWANGJU, SOUTH KOREA"},
    {"5XYKT3A64DG300001", "2013 | Kia | Sorento | - | Base / LX | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | - | 2.40 | GEORGIA, UNITED STATES (USA)"},
    {"JF1GPAC67D8200001", "2013 | Subaru | Impreza | - | Prm+AWP | Wagon | - | - | 2.00 | OTA, GUNMA, JAPAN"},
    {"4S4BRBCC5C3200001", "2012 | Subaru | Outback | - | Premium +CWP | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 2.50 | LAFAYETTE, INDIANA, UNITED STATES (USA)"},
    {"JM1BL1V7XC1500001", "2012 | Mazda | Mazda3 | - | Touring/GS | Sedan/Saloon | Gasoline | - | 2.00 | HOFU, YAMAGUCHI, JAPAN"},
    {"JM3KFBDM9J0300001", "2018 | Mazda | CX-5 | - | Grand Touring | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 2.50 | HIROSHIMA, JAPAN"},
    {"YV1902FH0D1200001", "2013 | Volvo | S60 | - | - | Sedan/Saloon | Gasoline | 6 | 3.00 | TORSLANDA, SWEDEN"},
    {"SALVP2BG8FH000001", "2015 | Land Rover | Range Rover Evoque | - | Pure Plus | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 2.00 | HALEWOOD, ENGLAND"},
    {"SAJWA0ES3DPS00001", "2013 | Jaguar | XF | - | XF | Sedan/Saloon | Gasoline | 4 | 2.00 | CASTLE BROMWICH, UNITED KINGDOM (UK)"},
    {"JA4AZ3A39EZ000001", "2014 | Mitsubishi | Outlander | - | SE/SEL | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | - | 2.40 | OKAZAKI, JAPAN"},
    {"JH2PC40068M100001", "2008 | Honda | CBR600RR | - | - | Motorcycle - Sport | Gasoline | 4 | 0.59 | HAMAMATSU, SHIZUOKA, JAPAN"},
    {"WDBRF40J23F300001", "2003 | Mercedes-Benz | C-Class | - | C230 | Sedan/Saloon | Gasoline | 4 | 1.80 | BRERNEN, GERMANY"},
    {"1FUJGLDR6CLB00001", "2012 | Freightliner | Cascadia | - | - | Truck-Tractor | Diesel | 6 | 14.80 | CLEVELAND, NORTH CAROLINA, UNITED STATES (USA)"},
    {"ZFF65LHA9A0170001", "2010 | Ferrari | California | - | - | Convertible/Cabriolet | Gasoline | 8 | 4.30 | MARANELLO, EMILIA-ROMAGNA, ITALY"},
    {"KL4CJASB4JB500001", "2018 | Buick | Encore | - | Preferred | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 4 | 1.40 | BUPYEONG, SOUTH KOREA"},
    {"1GNSKBKC5FR100001", "2015 | Chevrolet | Tahoe | 1/2 Ton | LT | Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV) | Gasoline | 8 | 5.30 | ARLINGTON, TEXAS, UNITED STATES (USA)"},
    {"3FAHP0HAXCR100001", "2012 | Ford | Fusion | - | SE | Sedan/Saloon | Gasoline | 4 | 2.50 | HERMOSILLO, MEXICO"},
};

}  // namespace mvp::catalog
